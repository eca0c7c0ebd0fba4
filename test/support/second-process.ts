import { inject, onTestFinished } from 'vitest'
import { createClaimAddress } from '../../src/app-claim-address.ts'
import { createParts, realRuntime } from '../../src/app-parts.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { countingClaims } from '../../src/use-cases/claims/counting-claims.ts'
import type { AtEnd } from './program.ts'
import type { Stage } from './stage.ts'

/** The parts of another process beside the bot of a stage, with the same records and portal. */
export const secondProcess = (
  { env, namespace, logged }: Pick<Stage, 'env' | 'namespace' | 'logged'>,
  atEnd: AtEnd = onTestFinished,
) => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const { config } = read
  const runtime = { ...realRuntime(createLog('info', [], (line) => logged.push(line))), namespace }
  const parts = createParts(config, { path: inject('redisSocket') }, runtime)
  atEnd(() => parts.close())
  const claims = countingClaims({
    claims: parts.store.claims,
    jobs: parts.queues,
    seen: { claimed: () => {}, givenBack: () => {} },
    log: runtime.log,
  })
  return { ...parts, claims, addressOf: createClaimAddress(config, parts, runtime, claims) }
}
