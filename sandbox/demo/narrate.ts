import { styleText } from 'node:util'
import { wrap } from './wrap.ts'

/** Most columns a line takes. */
export const WIDTH = 100
const INDENT = '     '

type Style = Parameters<typeof styleText>[0]

export type NarratorOptions = {
  write: (text: string) => void
  colour: boolean
  /** Milliseconds since some fixed moment. */
  clock: () => number
  /** How many steps the story has. */
  steps: number
  /** Once aborted, telling on throws: a story that was stopped falls silent. */
  signal: AbortSignal
}

export type Narrator = {
  title(text: string): void
  /** Begins the next step: `3/9  Two strangers download it`, with the seconds since the start. */
  step(title: string): void
  /** The headline after the last step. */
  ending(text: string): void
  /** A sentence or two, wrapped. */
  say(text: string): void
  /** What somebody types or does. */
  act(who: string, what: string): void
  /** A fact that was checked. Throws when it does not hold, so that nothing untrue is ever shown. */
  fact(holds: boolean, text: string): void
  /** Label and value, aligned under each other. */
  table(rows: readonly (readonly [label: string, value: string])[]): void
  /** A drawing, line by line as it is. */
  drawing(caption: string, lines: readonly string[]): void
  /** The step under way, for an error. */
  at(): string
}

/** Tells the story in the terminal; readable without colour. */
export const createNarrator = ({ write, colour, clock, steps, signal }: NarratorOptions): Narrator => {
  const started = clock()
  let step = 0
  let heading = 'before the first step'
  const paint = (style: Style, text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text
  let afterGap = false
  const line = (text: string) => {
    signal.throwIfAborted()
    afterGap = false
    write(`${text.trimEnd()}\n`)
  }
  /** An empty line, never two. */
  const gap = () => {
    if (!afterGap) line('')
    afterGap = true
  }
  const indented = (lines: readonly string[], mark = '') => {
    for (const [index, text] of lines.entries()) {
      line(`${INDENT}${index === 0 ? mark : ' '.repeat(mark === '' ? 0 : 2)}${text}`)
    }
  }
  return {
    title: (text) => {
      for (const part of wrap(text, WIDTH)) line(paint('bold', part))
    },
    step: (title) => {
      step += 1
      heading = `${step}/${steps} ${title}`
      const left = `${step}/${steps}`.padEnd(INDENT.length) + title
      const seconds = `${((clock() - started) / 1000).toFixed(1)} s`
      gap()
      line(paint(['bold', 'cyan'], left) + paint('gray', seconds.padStart(WIDTH - left.length)))
    },
    ending: (text) => {
      gap()
      line(paint('bold', text))
    },
    say: (text) => indented(wrap(text, WIDTH - INDENT.length)),
    act: (who, what) => indented([`${who} ${paint('yellow', what)}`], `${paint('yellow', '>')} `),
    fact: (holds, text) => {
      if (!holds) throw new Error(`this should hold, and does not: ${text}`)
      indented(wrap(text, WIDTH - INDENT.length - 2), `${paint('green', '✓')} `)
    },
    table: (rows) => {
      const label = Math.max(...rows.map(([text]) => text.length))
      const value = Math.max(...rows.map(([, text]) => text.length))
      // Times stand under each other by their ends, all else by its beginning.
      const show = (text: string) => (/^[\d.]+ s$/.test(text) ? paint('bold', text.padStart(value)) : text)
      indented(rows.map(([text, found]) => `  ${text.padEnd(label)}  ${show(found)}`))
    },
    drawing: (caption, lines) => {
      gap()
      indented([paint('gray', caption)])
      indented(lines.map((text) => `${paint('gray', '│')} ${text}`))
      gap()
    },
    at: () => heading,
  }
}
