import { askedOfOutsiders, isToAskOfOutsiders } from '../../domain/outsiders.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { OutsidersAsking, SendOutsidersQuestion } from '../admin-ports.ts'
import type { Directory, Log, Shares } from '../ports.ts'
import { linksIn } from './links-in.ts'

export interface AskOfOutsidersDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended' | 'change'>
  directory: Pick<Directory, 'companiesIn'>
  sendOutsidersQuestion: SendOutsidersQuestion
  log: Log
}

/**
 * The job: asks the owner of links, once, since people of another company can read their channel now. That they are asked is noted
 * in each link before, by the moment of the asking; another try finds them by that.
 */
export const askOfOutsiders =
  ({ shares, directory, sendOutsidersQuestion, log }: AskOfOutsidersDeps) =>
  async ({ team, channel, userId, at }: OutsidersAsking): Promise<void> => {
    const asked: ShareLink[] = []
    await linksIn(shares)(team, channel, async (share) => {
      if (share.creator.id !== userId || !isToAskOfOutsiders(share, at)) return
      await shares.change(share, (one) => askedOfOutsiders(one, at))
      asked.push(share)
    })
    if (asked.length === 0) return
    asked.sort((one, other) => other.createdAt - one.createdAt)
    const companies = await directory.companiesIn(team, channel)
    try {
      await sendOutsidersQuestion({ team, to: userId, channel, companies, at, links: asked })
    } catch (error) {
      if (!(error instanceof SlackError && error.outcome === 'refused')) throw error
      log.warn({ team, to: userId, code: error.code }, 'a question about outsiders was not taken by Slack')
    }
  }
