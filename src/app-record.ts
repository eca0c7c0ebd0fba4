import type { Parts, Runtime } from './app-parts.ts'
import { createAuditWebhook } from './audit-webhook.ts'
import type { Config } from './config.ts'
import { csvHead, csvRows } from './record-csv.ts'
import { createFileSender } from './slack/outgoing/send-file.ts'
import { pauseUnless } from './slack/web-api/pause.ts'
import { keyFrom } from './store/vault.ts'
import { exportRecord } from './use-cases/record/export-record.ts'
import { forgetPerson } from './use-cases/record/forget-person.ts'
import { sendRecord } from './use-cases/record/send-record.ts'

/** A receiver that is away for less is told by nobody but the log and `/readyz`. */
const TELL_OF_RECEIVER_MS = 15 * 60_000

/** Sends the record on until the signal, where that is set. */
export const sendingRecord = (config: Config, parts: Parts, runtime: Runtime, signal: AbortSignal): void => {
  const { auditWebhook, encryptionKey, slack } = config
  if (auditWebhook === null) return
  const { now, log } = runtime
  const { url, secret } = auditWebhook
  if (secret === null) {
    log.warn(
      {},
      'AUDIT_WEBHOOK_SECRET is not set: the receiver of the record cannot check who sends the lines',
    )
  }
  const key = secret ?? keyFrom(encryptionKey ?? slack.shared, 'audit webhook')
  void sendRecord({
    teams: parts.store.shares.teams,
    record: parts.store.record,
    sending: parts.store.recordSending,
    owner: parts.owner,
    send: createAuditWebhook({ url, secret: key, now }),
    tell: parts.tellOfRecord,
    tellAfterMs: TELL_OF_RECEIVER_MS,
    now,
    pause: pauseUnless(signal),
    signal,
    log,
  })
}

/** Gives admins the record as a file, in Slack. */
export const exportingRecord = ({ store, directory, clientFor, adminUsers }: Parts, { now }: Runtime) =>
  exportRecord({
    record: store.record,
    directory,
    adminUsers,
    table: { head: csvHead, rows: csvRows },
    sendFile: createFileSender(clientFor),
    now,
  })

/** Has people forgotten, for admins. */
export const forgettingPerson = ({ store, directory, adminUsers, identity }: Parts, { newUuid }: Runtime) =>
  forgetPerson({
    ...store,
    directory,
    adminUsers,
    accountOf: identity?.accountOf,
    dropAccount: identity?.dropAccount,
    newMark: newUuid,
  })

/** What `/readyz` says of it: nothing where no line is sent on. */
export const receiverHealth = ({ auditWebhook }: Config, { store }: Parts) =>
  auditWebhook === null ? undefined : store.recordSending.away
