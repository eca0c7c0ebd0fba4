import { onTestFinished } from 'vitest'

/** What a browser's EventSource would have got of a stream of screens. */
export type Screens<Screen> = {
  /** All so far. */
  seen: Screen[]
  /** The first screen, of those come and to come, that fits. Rejects when the stream ends before. */
  until(fits: (screen: Screen) => boolean): Promise<Screen>
}

/** Reads server-sent events until the test is over. Throws when the server does not answer 200. */
export const openScreens = async <Screen>(address: string): Promise<Screens<Screen>> => {
  const leaving = new AbortController()
  const response = await fetch(address, { signal: leaving.signal })
  if (!response.ok || !response.body)
    throw new Error(`${address}: ${response.status} ${await response.text()}`)
  const seen: Screen[] = []
  const waiting = new Set<() => void>()
  let isOver = false
  const wake = () => {
    for (const ask of [...waiting]) ask()
  }
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) seen.push(JSON.parse(event.replace(/^data: /, '')) as Screen)
      wake()
    }
  }
  const reading = read(response.body)
    .catch(() => {})
    .finally(() => {
      isOver = true
      wake()
    })
  onTestFinished(async () => {
    leaving.abort()
    await reading
  })
  return {
    seen,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const ask = () => {
          const found = seen.find(fits)
          if (found === undefined && !isOver) return
          waiting.delete(ask)
          if (found === undefined) reject(new Error('the stream is over'))
          else resolve(found)
        }
        waiting.add(ask)
        ask()
      }),
  }
}
