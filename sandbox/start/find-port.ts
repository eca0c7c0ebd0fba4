import { createServer } from 'node:net'

/** Below those that systems give to connections, so that no connection takes it meanwhile. */
const LOWEST = 20_000
const HIGHEST = 30_000

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A port for a program that has to be told its own address before it starts: that of before when it is free. */
export const findPort = async (before: number | undefined, random = Math.random): Promise<number> => {
  if (before !== undefined && (await isFree(before))) return before
  for (;;) {
    const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST))
    if (await isFree(port)) return port
  }
}
