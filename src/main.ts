// Only this before all else is loaded, which takes a while: a stop asked for meanwhile must not kill.
// `on`, not `once`: a signal may come twice, from the terminal and by way of npm.
const stopAsked = new Promise<void>((resolve) => {
  process.on('SIGTERM', () => resolve()).on('SIGINT', () => resolve())
})

const { run } = await import('./run.ts')
await run(stopAsked)
