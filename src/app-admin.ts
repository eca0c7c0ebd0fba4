import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { askRevokeAll, revokeAll } from './use-cases/admin/revoke-all.ts'
import { answerIdle } from './use-cases/idle/answer-idle.ts'
import { answerUnattended } from './use-cases/leavers/answer-unattended.ts'
import { followPeople } from './use-cases/leavers/follow-people.ts'
import { answerOutsiders } from './use-cases/outsiders/answer-outsiders.ts'
import { followOutsiders } from './use-cases/outsiders/follow-outsiders.ts'
import { answerOutgrown } from './use-cases/rules/answer-outgrown.ts'

/** What admins do to many links at once, and what they are asked when nobody sees to some. */
export const createAdminActs = (config: Config, parts: Parts, { now, log }: Runtime) => {
  const { allowGuests } = config
  const { store, queues: jobs, directory, adminUsers } = parts
  const deps = { ...store, jobs, directory, adminUsers, allowGuests, now, log }
  return {
    askRevokeAll: askRevokeAll(deps),
    revokeAll: revokeAll(deps),
    answerOutgrown: answerOutgrown({ ...deps, portal: parts.portal, policyFor: parts.policyFor }),
    answerUnattended: answerUnattended(deps),
    people: followPeople(deps),
    answerOutsiders: answerOutsiders(deps),
    outsiders: followOutsiders(deps),
    answerIdle: answerIdle(deps),
  }
}
