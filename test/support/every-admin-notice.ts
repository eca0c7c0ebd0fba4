import { manyRevokedView } from '../../src/slack/views/revoke-all.ts'
import type { View } from '../../src/slack/views/rich.ts'
import { everyScope } from './every-answer.ts'

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
  return [
    ...revoked,
    {
      group: 'To an admin: the links that they revoked at once are gone',
      what: 'the only one',
      bulky: false,
      view: manyRevokedView({ of: { kind: 'all' }, total: 1, left: 0 }),
    },
  ]
}
