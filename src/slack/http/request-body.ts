import { parse } from 'node:querystring'
import { z } from 'zod'

const thing = z.looseObject({})
const withId = z.looseObject({ id: z.string() })
const interaction = {
  user: withId,
  team: withId.nullish(),
  enterprise: thing.nullish(),
  channel: thing.optional(),
  view: withId.optional(),
  response_url: z.string().optional(),
  response_urls: z.array(z.looseObject({ response_url: z.string() })).optional(),
}

/** The members of each kind of request that Bolt reads without a check. A request without them breaks Bolt. */
const requestBody = z.union([
  z.looseObject({ command: z.string(), team_id: z.string(), user_id: z.string(), response_url: z.string() }),
  z.looseObject({ type: z.literal('url_verification') }),
  z.looseObject({
    type: z.literal('event_callback'),
    event: z.looseObject({
      type: z.string(),
      user: z.union([z.string(), thing]).optional(),
      channel: z.union([z.string(), thing]).optional(),
      item: thing.optional(),
      subteam: thing.optional(),
    }),
    authorizations: z.array(thing).optional(),
  }),
  z.looseObject({
    type: z.literal('block_actions'),
    actions: z.array(z.looseObject({ action_id: z.string() })).min(1),
    ...interaction,
  }),
  z.looseObject({ type: z.literal('block_suggestion'), ...interaction }),
  z.looseObject({
    type: z.enum(['view_submission', 'view_closed']),
    ...interaction,
    view: z.looseObject({ id: z.string(), callback_id: z.string() }),
  }),
  z.looseObject({ type: z.enum(['shortcut', 'message_action']), callback_id: z.string(), ...interaction }),
])

export type RequestBody = z.output<typeof requestBody>

export const FORM = 'application/x-www-form-urlencoded'

/** Slack looks whether anybody is there. Such a request may be unsigned, so nothing else in it is used. */
export const SSL_CHECK: unique symbol = Symbol('ssl check')

/** As Bolt does: a form, JSON in the `payload` of a form, or JSON alone. Throws where it is none of these. */
const parsed = (text: string, type: string | undefined): unknown => {
  if (type !== FORM) return JSON.parse(text)
  const form = parse(text)
  if (form.ssl_check === '1') return SSL_CHECK
  return typeof form.payload === 'string' ? JSON.parse(form.payload) : form
}

/** Reads what Slack sent; null for a body that Slack would not send. */
export const readRequestBody = (
  text: string,
  type: string | undefined,
): RequestBody | typeof SSL_CHECK | null => {
  try {
    const body = parsed(text, type)
    return body === SSL_CHECK ? SSL_CHECK : (requestBody.safeParse(body).data ?? null)
  } catch {
    return null
  }
}

/** All addresses at which the request asks for an answer. */
export const answerAddressesIn = (body: RequestBody): string[] => {
  const { response_url: one, response_urls: more = [] } = body as {
    response_url?: string
    response_urls?: { response_url: string }[]
  }
  return [...(one === undefined ? [] : [one]), ...more.map((each) => each.response_url)]
}
