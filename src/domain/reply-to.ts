/**
 * Where a private answer goes: the response_url of what somebody did; a modal that is open before them (whoever has closed
 * it meanwhile is written to directly); or, where there is neither, straight to the person.
 */
export type ReplyTo =
  | { kind: 'url'; url: string }
  | { kind: 'view'; viewId: string; userId: string }
  | { kind: 'person'; userId: string }
