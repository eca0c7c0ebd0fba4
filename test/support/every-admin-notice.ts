import { MOST_IDLE_ASKED } from '../../src/domain/idle.ts'
import type { UnattendedCause } from '../../src/domain/unattended.ts'
import { approvalDecided, approvalQuestion } from '../../src/slack/views/approval.ts'
import { idleQuestionView } from '../../src/slack/views/idle.ts'
import { noRightNotice } from '../../src/slack/views/no-right.ts'
import { outsidersQuestionView } from '../../src/slack/views/outsiders.ts'
import { manyRevokedView } from '../../src/slack/views/revoke-all.ts'
import type { View } from '../../src/slack/views/rich.ts'
import { unattendedView } from '../../src/slack/views/unattended.ts'
import { anApprovalRequest } from './an-approval-request.ts'
import { aShare, NOW } from './builders.ts'
import { everyScope } from './every-answer.ts'
import { manyShares, wordsFor } from './every-share.ts'

/** What admins are told of many links, with what it is: shown under that group. */
export const everyAdminNotice = (
  name: string,
): { group: string; what: string; bulky: boolean; view: View }[] => {
  const revoked = everyScope(name).flatMap(([what, of], index) =>
    [0, 3].map((left) => ({
      group: 'To an admin: the links that they revoked at once are gone',
      what: left === 0 ? what : `${what}, but for some`,
      bulky: index > 2,
      view: manyRevokedView({ of, total: 12, left }),
    })),
  )
  const newest = manyShares(5, name)
  const causes: readonly [string, UnattendedCause][] = [
    ['deactivated', { kind: 'deactivated', user: 'U0BOB' }],
    ['a guest by now', { kind: 'guest', user: 'U0BOB' }],
    ['not in the channel any more', { kind: 'member-left', user: 'U0BOB', channel: 'C0TEAM' }],
    ['a channel that was archived', { kind: 'archived', channel: 'C0TEAM' }],
  ]
  const unattended = causes.flatMap(([what, cause]) =>
    [1, 12].map((total) => ({
      group: 'To admins: live links that nobody sees to',
      what: total === 1 ? `${what}, one link` : what,
      bulky: total === 1 && cause.kind !== 'archived',
      view: unattendedView({ cause, noticedAt: NOW, total, newest: newest.slice(0, total) }),
    })),
  )
  const outsiders = [['Acme Ltd'], []].flatMap((companies) =>
    [1, 5].map((total) => ({
      group: 'To the owner of links: another company reads the channel',
      what: `${total === 1 ? 'one link' : 'several links'}, ${companies[0] === undefined ? 'of a company without a name' : 'of a company by its name'}`,
      bulky: total === 1 && companies.length > 0,
      view: outsidersQuestionView({
        channel: 'C0TEAM',
        companies,
        at: NOW,
        links: newest.slice(0, total),
      }),
    })),
  )
  const idle = [1, 3, MOST_IDLE_ASKED].map((total) => ({
    group: 'To the owner of links: nobody has used them for two weeks',
    what: `${total}`,
    bulky: total > 3,
    view: idleQuestionView(manyShares(total, name)),
  }))
  const request = anApprovalRequest({
    file: { id: '4821', title: name },
    justification: wordsFor(name, 'The auditors need it until Friday.'),
  })
  const twoRules = {
    ...request,
    rules: [...request.rules, { rule: 'makers', line: 4 } as const],
    file: { id: wordsFor(name, '4821'), title: null },
    terms: { ...request.terms, note: name },
    hasPassword: true,
  }
  const approvals: [string, View][] = [
    ['waiting', approvalQuestion(request)],
    ['two rules, and a file whose name is not known', approvalQuestion(twoRules)],
    ['approved', approvalDecided(request, { how: 'approved', by: 'U0CAROL', failed: null })],
    [
      'approved, and not to be made',
      approvalDecided(request, {
        how: 'approved',
        by: 'U0CAROL',
        failed: { reason: 'unknown-file', fileId: '4821' },
      }),
    ],
    ['refused', approvalDecided(request, { how: 'disapproved', by: 'U0CAROL', failed: null })],
    ['timed out', approvalDecided(request, { how: 'timed-out', by: null, failed: null })],
  ]
  return [
    ...approvals.map(([what, view]) => ({
      group: 'To admins: somebody asks to go beyond the rules',
      what,
      bulky: false,
      view,
    })),
    ...unattended,
    ...outsiders,
    ...idle,
    ...revoked,
    {
      group: 'To admins: nobody has the right to end a link',
      what: 'neither its creator nor the key',
      bulky: false,
      view: noRightNotice(aShare({ file: { id: '4821', title: name } })),
    },
    {
      group: 'To an admin: the links that they revoked at once are gone',
      what: 'the only one',
      bulky: false,
      view: manyRevokedView({ of: { kind: 'all' }, total: 1, left: 0 }),
    },
  ]
}
