import type { RowFacts } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'

/** Where the message of a share is found, as chat.getPermalink of Slack gives it; null where there is none, or it is not known. */
export const messageLink = (
  { message, messageLost }: Pick<ShareLink, 'message' | 'messageLost'>,
  { workspaceUrl }: Pick<RowFacts, 'workspaceUrl'>,
): string | null =>
  message === null || messageLost || workspaceUrl === null
    ? null
    : `${workspaceUrl}archives/${message.channel}/p${message.ts.replace('.', '')}`
