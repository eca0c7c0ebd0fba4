import { onTestFinished } from 'vitest'
import { ROOMS } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { Slack, StartOptions } from '../../sandbox/slack/types.ts'
import { type Finding, gravestOf } from '../../src/doctor/finding.ts'
import { lookAround } from '../../src/doctor/look-around.ts'
import { showFindings } from '../../src/doctor/show-findings.ts'
import { doctorExams } from '../../src/doctor-exams.ts'
import { strikeOut } from '../../src/log.ts'
import { BOT_SCOPES } from '../../src/slack/install/bot-scopes.ts'
import type { AtEnd } from './program.ts'

export interface Ward {
  portal: Portal
  slack: Slack
  /** Settings in which the doctor finds nothing to fix. */
  env: Record<string, string>
}

/** Both stand-ins in good health, and a Redis at that address. */
export const openWard = async (
  redisUrl: string,
  slackOptions: StartOptions = {},
  atEnd: AtEnd = onTestFinished,
): Promise<Ward> => {
  const portal = await startPortal()
  const slack = await startSlack({ scopes: BOT_SCOPES, socketMode: {}, ...slackOptions })
  atEnd(async () => void (await Promise.all([portal.close(), slack.close()])))
  const env = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.sockets.appToken,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: portal.adminKey,
    ALLOWED_ROOMS: ROOMS.marketing,
    ADMIN_USERS: slack.user('carol').id,
    REDIS_URL: redisUrl,
  }
  return { portal, slack, env }
}

/** What the doctor finds, and what it shows at a terminal. */
export const askDoctor = async (
  env: Record<string, string>,
): Promise<{ findings: Finding[]; shown: string; verdict: Finding['verdict'] }> => {
  const { exams, secrets } = doctorExams(env, '/nowhere/.env')
  const findings = await lookAround(exams)
  return {
    findings,
    shown: strikeOut(showFindings(findings, false), secrets),
    verdict: gravestOf(findings),
  }
}
