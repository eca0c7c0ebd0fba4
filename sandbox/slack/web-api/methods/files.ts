import type { Incoming, Outgoing } from '../../http.ts'
import { newId } from '../../ids.ts'
import type { World } from '../../world.ts'
import { type Method, refuse, textArg } from '../call.ts'
import { addBotMessage } from '../messages.ts'
import { isRefused, postingTarget } from '../reach.ts'

const getUploadURL: Method = {
  scopes: ['files:write'],
  run: ({ world, args }) => {
    const name = textArg(args, 'filename')
    const length = Number(args.length)
    if (name === undefined || !Number.isInteger(length) || length <= 0) return refuse('invalid_arguments')
    const id = newId(world, 'F')
    world.state.files.push({ id, name, length, text: null, message: null })
    return { ok: true, upload_url: `${world.url}/upload/v1/${id}`, file_id: id }
  },
}

/** What was sent: as it is, or as the only part of a form, as Slack's own client does. */
const textOf = async ({ contentType, raw }: Incoming): Promise<string> => {
  if (!contentType.startsWith('multipart/form-data')) return raw
  const form = await new Response(raw, { headers: { 'content-type': contentType } }).formData()
  const [part] = [...form.values()]
  return part === undefined || typeof part === 'string' ? (part ?? '') : part.text()
}

/** The bytes of a file, at the address that Slack gave out for them. */
export const takeUpload = async (world: World, incoming: Incoming): Promise<Outgoing> => {
  const file = world.state.files.find(({ id }) => incoming.url.pathname === `/upload/v1/${id}`)
  if (file === undefined || file.text !== null) return { status: 404, body: 'not found' }
  const text = await textOf(incoming)
  if (Buffer.byteLength(text) !== file.length) return { status: 400, body: 'another length' }
  file.text = text
  world.changed()
  return { status: 200, body: `OK - ${file.length}` }
}

const named = (files: unknown): { id: string; title?: string }[] => {
  try {
    const read: unknown = typeof files === 'string' ? JSON.parse(files) : files
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

const completeUpload: Method = {
  scopes: ['files:write'],
  run: (call) => {
    const { world, team, args } = call
    const files = named(args.files)
    const known = files.flatMap(({ id }) => world.state.files.filter((file) => file.id === id))
    if (known.length === 0 || known.length < files.length) return refuse('invalid_arguments')
    if (known.some(({ text }) => text === null)) return refuse('file_not_found')
    const channel = postingTarget({ ...call, args: { ...args, channel: args.channel_id } })
    if (isRefused(channel)) return channel
    const text = textArg(args, 'initial_comment') ?? ''
    const { ts } = addBotMessage(world, team, channel, { text }, { args, source: 'chat.postMessage' })
    for (const file of known) file.message = { channel: channel.id, ts }
    return { ok: true, files: known.map(({ id, name }) => ({ id, title: name })) }
  },
}

export const FILES: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadURL,
  'files.completeUploadExternal': completeUpload,
}
