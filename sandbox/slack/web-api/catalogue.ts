import type { Method } from './call.ts'
import { AUTH } from './methods/auth.ts'
import { deleteMessage, updateMessage } from './methods/change-message.ts'
import { CONVERSATIONS } from './methods/conversations.ts'
import { FILES } from './methods/files.ts'
import { HISTORY } from './methods/history.ts'
import { postEphemeral } from './methods/post-ephemeral.ts'
import { postMessage } from './methods/post-message.ts'
import { TEAM } from './methods/team.ts'
import { USER_GROUPS } from './methods/user-groups.ts'
import { USERS } from './methods/users.ts'
import { VIEWS } from './methods/views.ts'

/** Every method that needs a token; `api.test` and `oauth.v2.access` need none. */
export const METHODS: Record<string, Method> = {
  ...AUTH,
  ...CONVERSATIONS,
  ...FILES,
  ...HISTORY,
  ...TEAM,
  ...USER_GROUPS,
  ...USERS,
  ...VIEWS,
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'chat.delete': deleteMessage,
  'chat.postEphemeral': postEphemeral,
}
