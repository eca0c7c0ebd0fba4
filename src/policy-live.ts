import type { Config } from './config.ts'
import type { RuleBook } from './domain/rule-book.ts'
import type { RulesNotice } from './domain/rules-notice.ts'
import { readPolicyFile } from './policy-file.ts'
import type { Log } from './use-cases/ports.ts'

export interface LiveRulesDeps {
  config: Pick<Config, 'policyFile' | 'rules' | 'encryptionKey'>
  /** Tells admins. Throws `SlackError`, and what the store throws. */
  tell: (notice: RulesNotice) => Promise<void>
  /** Writes the change into the record. Throws what the store throws. */
  recordChange: (rules: RuleBook) => Promise<void>
  log: Log
}

/** The rules of `POLICY_FILE`, which can be read anew while the program runs. */
export const createLiveRules = ({ config, tell, recordChange, log }: LiveRulesDeps) => {
  const { policyFile: path, encryptionKey } = config
  let rules: RuleBook = config.rules

  const tellOf = (notice: RulesNotice): Promise<void> =>
    tell(notice).catch((error: unknown) => log.warn({ err: error }, 'admins could not be told of the rules'))

  return {
    rules: (): RuleBook => rules,
    /** Reads the file again. One with mistakes changes nothing. Never rejects. */
    readAnew: async (): Promise<void> => {
      if (path === null) return
      const read = readPolicyFile(path, { hasKey: encryptionKey !== null })
      if (!read.ok) {
        log.error(
          { file: path, faults: read.faults },
          'the policy file has mistakes: the rules stay as they were',
        )
        return tellOf({ kind: 'refused', faults: read.faults })
      }
      const isSame = JSON.stringify(read.rules) === JSON.stringify(rules)
      rules = read.rules
      log.info({ file: path, changed: !isSame }, 'the policy file was read anew')
      if (isSame) return
      await recordChange(rules).catch((error: unknown) =>
        log.warn({ err: error }, 'a change of the rules could not be recorded'),
      )
      await tellOf({ kind: 'changed' })
    },
  }
}
