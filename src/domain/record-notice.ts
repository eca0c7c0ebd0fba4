/** What admins are told of the receiver of the record (`AUDIT_WEBHOOK_URL`): it takes no lines, or takes them again. */
export type RecordNotice = { kind: 'away'; since: number } | { kind: 'back'; afterMs: number }
