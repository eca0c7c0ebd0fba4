import type { Portal } from '../portal/types.ts'

const NAME = 'Sharelink'
const FILE_DOWNLOADED = 2 ** 34

/** As an admin does under Developer Tools, and again after each start, for the bot is at another port then. */
export const registerWebhook = async (portal: Portal, botPort: number, secretKey: string): Promise<void> => {
  const uri = `http://127.0.0.1:${botPort}/docspace/webhook`
  const known = portal.webhooks().find(({ name }) => name === NAME)
  if (known) await portal.changeWebhook(known.id, { uri, secretKey })
  else await portal.addWebhook({ name: NAME, uri, secretKey, triggers: FILE_DOWNLOADED })
}
