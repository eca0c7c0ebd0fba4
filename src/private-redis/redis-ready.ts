import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** One PING over the socket. `loading`: it reads its file and answers nothing else yet. */
const askRedis = (socketPath: string): Promise<'ready' | 'loading' | 'absent'> =>
  new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write('PING\r\n'))
    socket.setTimeout(1_000, () => socket.destroy())
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG') ? 'ready' : 'loading')
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.once('close', () => resolve('absent'))
  })

/**
 * Waits until the server answers. False when `isGone` says that it has ended, or after `patienceMs` without a sign of
 * it. While it loads its file it does give signs, so that may take any time.
 */
export const redisReady = async (
  socketPath: string,
  isGone: () => boolean,
  patienceMs: number,
): Promise<boolean> => {
  for (let waited = 0; waited < patienceMs && !isGone(); ) {
    const state = await askRedis(socketPath)
    if (state === 'ready') return !isGone()
    const pauseMs = Math.min(10 + waited, 100)
    await pause(pauseMs)
    waited = state === 'loading' ? 0 : waited + pauseMs
  }
  return false
}
