import type { App, Context } from '@slack/bolt'
import { z } from 'zod'

/** That tokens do not work any more; of `bot`: those of the app itself (Slack: tokens_revoked). */
const revoked = z.object({ tokens: z.object({ bot: z.array(z.unknown()).min(1) }) })

const at = z.object({ event_time: z.number() })

export interface AppRemovalDeps {
  /** `id`: of a workspace, or of the organisation that the app was installed in as a whole. */
  removed: (id: string, removedAt: number) => Promise<void>
  quietly: (what: string, member: null, work: () => Promise<void>) => Promise<void>
  now: () => number
}

/** Hears that the app was removed from a workspace, or that its token was taken back there. */
export const hearOfRemoval = (app: App, { removed, quietly, now }: AppRemovalDeps): void => {
  const gone = ({ context, body }: { context: Context; body: unknown }): Promise<void> =>
    quietly('removal', null, async () => {
      const id = (context.isEnterpriseInstall ? context.enterpriseId : context.teamId) ?? null
      const seconds = at.safeParse(body).data?.event_time
      if (id !== null) await removed(id, seconds === undefined ? now() : seconds * 1_000)
    })
  app.event('app_uninstalled', gone)
  app.event('tokens_revoked', async ({ event, context, body }) => {
    if (revoked.safeParse(event).success) await gone({ context, body })
  })
}
