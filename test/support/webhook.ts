import { createHmac } from 'node:crypto'
import { sendRaw } from './raw-request.ts'

export const WEBHOOK_SECRET = 'Webhook-Secret-1'

/** A webhook as the contract (7) has it; `createOn` in whole seconds. */
export const aWebhook = (fileId: string, at = Date.now(), id = 77): string =>
  JSON.stringify({
    event: {
      id,
      createOn: `${new Date(at).toISOString().slice(0, 19)}Z`,
      createBy: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
      trigger: 'file.downloaded',
      triggerId: 17179869184,
    },
    payload: { id: Number(fileId), title: 'Q3.docx', parentId: 9 },
    webhook: {
      id: 3,
      name: 'Sharelink',
      url: 'https://bot.example/docspace/webhook',
      triggers: ['file.downloaded'],
    },
  })

const signatureOf = (body: string, secret = WEBHOOK_SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex').toUpperCase()}`

/** Sends a webhook as the portal would. */
export const sendWebhook = (port: number, body: string, signature = signatureOf(body)) =>
  sendRaw(`http://127.0.0.1:${port}/docspace/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-docspace-signature-256': signature },
    body,
  })
