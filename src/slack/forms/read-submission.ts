import type { ViewSubmitAction } from '@slack/bolt'
import type { FormValues, Submission } from './form.ts'

/** Reads a form that was sent. */
export const readSubmission = ({
  team,
  enterprise,
  user,
  view,
  trigger_id: trigger,
}: ViewSubmitAction): Submission => ({
  team: team?.id ?? user.team_id ?? '',
  enterprise: enterprise?.id ?? null,
  userId: user.id,
  viewId: view.id,
  trigger,
  privateMetadata: view.private_metadata,
  values: (view.state?.values ?? {}) as unknown as FormValues,
})
