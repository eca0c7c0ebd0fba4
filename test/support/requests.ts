import { randomUUID } from 'node:crypto'
import type { Policy } from '../../src/domain/policy.ts'
import { NO_TERMS, type RequestedTerms } from '../../src/domain/terms.ts'
import { checkSoon } from '../../src/use-cases/make/check-soon.ts'
import { requestShare } from '../../src/use-cases/make/request-share.ts'
import type { ShareRequest } from '../../src/use-cases/share-request.ts'
import { aPolicy, aReply, FILE_ID, rulesOf, TEAM } from './builders.ts'
import { aDirectory, aPerson } from './directory.ts'
import type { TestWorld } from './test-world.ts'

/** What somebody asks for in `#team`; `known`: what Slack tells of people and channels. */
interface Wish extends Partial<Omit<ShareRequest, 'terms'>> {
  terms?: Partial<RequestedTerms>
  policy?: Policy
  known?: Parameters<typeof aDirectory>[0]
}

/** What asks for shares. */
export const requesting = (
  world: TestWorld,
  { policy = aPolicy(), known }: Pick<Wish, 'policy' | 'known'> = {},
) =>
  requestShare({
    ...world.shared,
    directory: aDirectory(known),
    questions: world.store.questions,
    approvals: world.store.approvals,
    hasApprovers: async () => true,
    askApprovers: async () => null,
    vault: null,
    policyFor: rulesOf(policy),
    checkSoon: checkSoon({ portalFor: () => world.shared.portal, policyFor: rulesOf(policy) }),
  })

export const aShareRequest = ({ terms, ...asked }: Omit<Wish, 'policy' | 'known'> = {}): ShareRequest => ({
  team: TEAM,
  person: aPerson(),
  at: { id: 'C0TEAM', name: 'team' },
  fileId: FILE_ID,
  terms: { ...NO_TERMS, ...terms },
  replyTo: aReply(),
  reference: 'REF23456',
  linkId: randomUUID(),
  ...asked,
})

/** Asks for a share, and gives back what is said at once. */
export const requestIn = (world: TestWorld, { policy, known, ...asked }: Wish = {}) =>
  requesting(world, { ...(policy && { policy }), ...(known && { known }) })(aShareRequest(asked))
