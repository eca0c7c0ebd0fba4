/**
 * Where a private answer goes: to the response_url of what somebody did (`replaces`: it takes the place of the message that was
 * clicked; `stays`: that message is kept in the conversation, so that no password may stand in it); into the modal that they have open (or to them
 * directly, if they closed it meanwhile; `over`: the form beneath it, to which its Back leads); or, where there is neither, to them directly (`onlyCopy`: nobody
 * has typed its password, so that it is shown there all the same).
 */
export type ReplyTo =
  | { kind: 'url'; url: string; replaces?: true | undefined; stays?: true | undefined }
  | { kind: 'view'; team: string; viewId: string; userId: string; over?: string | undefined }
  | { kind: 'person'; team: string; userId: string; onlyCopy?: true | undefined }
