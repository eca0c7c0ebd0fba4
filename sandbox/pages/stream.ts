import type { ServerResponse } from 'node:http'

/** Rings for everybody who listens; `listen` gives back how to stop. */
export type Bell = { listen(heard: () => void): () => void }

/** Changes come in bursts (a request, its answer, its log entry): one drawing for all of them. */
const PAUSE_MS = 30
/** The portal's delayed events and the ends of its links come without anybody acting. */
const IDLE_MS = 1000

/**
 * Server-sent events: `draw()` as JSON now, and again after each ring that changed more of it than the time,
 * until the browser goes.
 * A drawing that throws ends the stream; the browser asks again by itself.
 */
export const streamScreens = (response: ServerResponse, bells: Bell[], draw: () => { now: number }): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  let last = ''
  let due: NodeJS.Timeout | undefined
  const show = () => {
    due = undefined
    try {
      const { now, ...rest } = draw()
      const text = JSON.stringify(rest)
      if (text === last) return
      last = text
      response.write(`data: ${JSON.stringify({ now, ...rest })}\n\n`)
    } catch {
      response.end()
    }
  }
  const ring = () => {
    due ??= setTimeout(show, PAUSE_MS)
  }
  const stops = bells.map((bell) => bell.listen(ring))
  const idle = setInterval(ring, IDLE_MS)
  response.on('close', () => {
    clearTimeout(due)
    clearInterval(idle)
    for (const stop of stops) stop()
  })
  show()
}
