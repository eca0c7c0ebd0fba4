import type { Finding } from '../doctor/finding.ts'
import type { Terminal } from './terminal.ts'

/** One answer that is needed. */
export interface SetupQuestion {
  /** As a flag: `--portal`. */
  flag: string
  question: string
  isSecret?: boolean
  /** Enter alone is an answer too. */
  isOptional?: boolean
  /** What was answered before. */
  known?: string | undefined
  /** What is wrong with the form of an answer; null: nothing. */
  shape?: (answer: string) => string | null
  /** Tries it on the other side. */
  check?: (answer: string) => Promise<Finding[]>
}

/** Nobody can be asked, and the answer lacks or is wrong. */
export class NoAnswer extends Error {}

interface AnswersDeps {
  flags: Readonly<Record<string, string | undefined>>
  /** Null: nobody is asked. */
  terminal: Terminal | null
  say: (line: string) => void
  tell: (findings: readonly Finding[]) => void
}

/** Gets answers: from flags, from what was answered before, or from somebody who is asked until it is right. */
export const createInterview = ({ flags, terminal, say, tell }: AnswersDeps) => {
  /** Whether it is right, or meant all the same. */
  const isTaken = async (asked: SetupQuestion, answer: string, mayAsk: boolean): Promise<boolean> => {
    const wrong = asked.shape?.(answer) ?? null
    if (wrong !== null) {
      say(`  This should be ${wrong}.`)
      return false
    }
    const findings = (await asked.check?.(answer)) ?? []
    tell(findings)
    if (!findings.some(({ verdict }) => verdict === 'fail')) return true
    if (!mayAsk || terminal === null) return false
    return /^y/i.test(await terminal.ask('  Keep it all the same? (y/N) ', false))
  }

  const hintOf = ({ known, isSecret, isOptional }: SetupQuestion): string => {
    if (known !== undefined) return isSecret ? ' [kept]' : ` [${known}]`
    return isOptional ? ' (Enter: none)' : ''
  }

  return async (asked: SetupQuestion): Promise<string> => {
    const given = flags[asked.flag]?.trim()
    const fixed = given ?? (terminal === null ? asked.known : undefined)
    if (fixed !== undefined || terminal === null) {
      if (fixed === undefined && asked.isOptional) return ''
      if (fixed === undefined) throw new NoAnswer(`Nobody can be asked here: add --${asked.flag}.`)
      if (await isTaken(asked, fixed, false)) return fixed
      throw new NoAnswer(`--${asked.flag} is wrong. Nothing was written.`)
    }
    for (;;) {
      const typed = await terminal.ask(`${asked.question}${hintOf(asked)}: `, asked.isSecret ?? false)
      const answer = typed === '' ? (asked.known ?? '') : typed
      if (answer === '' && asked.isOptional) return ''
      if (answer !== '' && (await isTaken(asked, answer, true))) return answer
    }
  }
}

export type GetAnswer = ReturnType<typeof createInterview>
