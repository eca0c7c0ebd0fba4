import { type Kept, keptText, writeKept } from './kept.ts'

/** Often enough that nobody loses more than a click by a crash, rare enough not to write for each of ten. */
const PAUSE_MS = 100

/** Keeps what `look` gives: now, soon after each ring of the bells, and a last time when it is stopped. */
export const keepWorld = (
  folder: string,
  look: () => Kept,
  bells: ((heard: () => void) => () => void)[],
): (() => void) => {
  let last = ''
  let due: NodeJS.Timeout | undefined
  const save = () => {
    due = undefined
    const text = keptText(look())
    // The bot reads the audit trail every other second: that is no news.
    if (text !== last) writeKept(folder, text)
    last = text
  }
  const saveSoon = () => {
    due ??= setTimeout(save, PAUSE_MS)
  }
  const stops = bells.map((listen) => listen(saveSoon))
  save()
  return () => {
    for (const stop of stops) stop()
    clearTimeout(due)
    save()
  }
}
