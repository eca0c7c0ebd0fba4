/**
 * Where a private answer goes: to the response_url of what somebody did; into the modal that they have open (or to them
 * directly, if they closed it meanwhile); or, where there is neither, to them directly.
 */
export type ReplyTo =
  | { kind: 'url'; url: string }
  | { kind: 'view'; viewId: string; userId: string }
  | { kind: 'person'; userId: string }
