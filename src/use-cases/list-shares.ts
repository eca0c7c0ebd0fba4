import type { Answer } from '../domain/answer.ts'
import type { Shares } from './ports.ts'

/** What one answer shows: with two blocks a share, well within Slack's 50 blocks a message. */
const MOST = 15

export const listShares =
  ({ shares }: { shares: Shares }) =>
  async (
    team: string,
    scope: 'mine' | 'here' | 'all',
    asker: { userId: string; channelId: string },
  ): Promise<Answer> => {
    const where =
      scope === 'mine'
        ? { by: asker.userId }
        : scope === 'here'
          ? { in: asker.channelId }
          : { all: true as const }
    return { kind: 'list', scope, ...(await shares.live(team, where, { skip: 0, take: MOST })) }
  }
