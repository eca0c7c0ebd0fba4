// This comes before all else is loaded. Loading takes a while, and a signal that comes meanwhile must not kill the process.
// `on`, not `once`: a signal may come twice, from the terminal and through npm.
const stopAsked = new Promise<void>((resolve) => {
  process.on('SIGTERM', () => resolve()).on('SIGINT', () => resolve())
})

const { run } = await import('./run.ts')
await run(stopAsked)
