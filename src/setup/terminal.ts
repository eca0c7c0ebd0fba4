import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Somebody at a terminal. */
export interface Terminal {
  /** What is typed is not shown where it is a secret. */
  ask(question: string, isSecret: boolean): Promise<string>
  close(): void
}

/** Somebody who types into `input`. */
export const openTerminal = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal => {
  let isHidden = false
  const shown = new Writable({
    write: (chunk, _, done) => {
      if (!isHidden) output.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input, output: shown, terminal: true, historySize: 0 })
  return {
    ask: async (question, isSecret) => {
      const typed = lines.question(question)
      // The question itself stands there by now.
      isHidden = isSecret
      try {
        return (await typed).trim()
      } finally {
        isHidden = false
        if (isSecret) output.write('\n')
      }
    },
    close: () => lines.close(),
  }
}
