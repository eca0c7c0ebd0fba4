import { isDaytime } from '../../domain/idle.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { IdleAsking, IdleAskings, SendIdleQuestion } from '../admin-ports.ts'
import type { Jobs, Log, Person } from '../ports.ts'
import { type FindIdleDeps, findIdle } from './find-idle.ts'

interface AtDaytime {
  /** The hour that clocks show there, from 0 to 23. */
  localHour: (at: number, timeZone: string) => number
}

export interface NoticeIdleDeps extends FindIdleDeps, AtDaytime {
  idleAskings: IdleAskings
  jobs: Pick<Jobs, 'askAboutIdle'>
}

/** Has somebody asked about links that nobody uses: by day, and not where they were asked within a week. */
export const noticeIdle = (deps: NoticeIdleDeps) => {
  const find = findIdle(deps)
  return async (team: string, { id: userId, timeZone }: Person): Promise<void> => {
    const at = deps.now()
    if (!isDaytime(deps.localHour(at, timeZone)) || (await deps.idleAskings.wereAsked(team, userId))) return
    if ((await find(team, userId)).length > 0) await deps.jobs.askAboutIdle({ team, userId, timeZone, at })
  }
}

export interface AskAboutIdleDeps extends FindIdleDeps, AtDaytime {
  idleAskings: IdleAskings
  sendIdleQuestion: SendIdleQuestion
  log: Log
}

/** The job: asks somebody once a week, by one process, about links that nobody uses. */
export const askAboutIdle = (deps: AskAboutIdleDeps) => {
  const { idleAskings } = deps
  const find = findIdle(deps)
  return async ({ team, userId, timeZone, at }: IdleAsking): Promise<void> => {
    // Another try that was put off into the night waits for the next round of looks.
    if (!isDaytime(deps.localHour(deps.now(), timeZone))) return idleAskings.giveBack(team, userId, at)
    const links = await find(team, userId)
    if (links.length === 0 || !(await idleAskings.take(team, userId, at))) return
    try {
      await deps.sendIdleQuestion({ team, to: userId, links })
    } catch (error) {
      if (!(error instanceof SlackError && error.outcome === 'refused')) throw error
      deps.log.warn(
        { team, to: userId, code: error.code },
        'a question about idle links was not taken by Slack',
      )
    }
  }
}
