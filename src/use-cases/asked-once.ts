import type { Directory } from './ports.ts'

/**
 * The directory for one act: what Slack was asked for it already is not asked again, also where the answer is still to come. It
 * is not kept longer than the act, since rights depend on it.
 */
export const askedOnce = (directory: Directory): Directory => {
  const asked = new Map<string, Promise<unknown>>()
  const once =
    <A extends readonly string[], T>(ask: (...about: A) => Promise<T>, name: string) =>
    (...about: A): Promise<T> => {
      const key = JSON.stringify([name, ...about])
      const coming = (asked.get(key) as Promise<T> | undefined) ?? ask(...about)
      asked.set(key, coming)
      return coming
    }
  return {
    ...directory,
    person: once(directory.person, 'person'),
    channel: once(directory.channel, 'channel'),
    guestsIn: once(directory.guestsIn, 'guests'),
  }
}
