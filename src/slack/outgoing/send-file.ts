import type { ExportDeps } from '../../use-cases/record/export-record.ts'
import { type ClientFor, calling, posting } from '../web-api/client.ts'

/** Files go to a person by the optional scopes `im:write`, which finds the direct message with them, and `files:write`. */
export const createFileSender =
  (clientFor: ClientFor): ExportDeps['sendFile'] =>
  async (team, userId, { name, text }) => {
    const client = clientFor(team)
    const opened = await posting(() => client.conversations.open({ users: userId }))
    const channel = opened.channel?.id ?? userId
    await calling(() => client.files.uploadV2({ channel_id: channel, filename: name, content: text }))
  }
