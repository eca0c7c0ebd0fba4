import { parse, stringify } from 'yaml'

/** Where Slack's requests arrive; null: the app opens a socket to Slack. */
export type RequestsAt = string | null

interface Manifest {
  features: { slash_commands: { url?: string }[] }
  settings: {
    interactivity: { request_url?: string; message_menu_options_url?: string }
    event_subscriptions: { request_url?: string }
    socket_mode_enabled: boolean
  }
}

/** The manifest of the Slack app for this deployment; `text`: that of manifest.yml, whose addresses are an example's. */
export const appManifest = (text: string, publicOrigin: RequestsAt): object => {
  const manifest = parse(text) as Manifest
  const { features, settings } = manifest
  const address = publicOrigin === null ? undefined : `${publicOrigin}/slack/events`
  settings.socket_mode_enabled = address === undefined
  for (const command of features.slash_commands) setAddress(command, 'url', address)
  setAddress(settings.interactivity, 'request_url', address)
  setAddress(settings.interactivity, 'message_menu_options_url', address)
  setAddress(settings.event_subscriptions, 'request_url', address)
  return manifest
}

const setAddress = <K extends string>(
  part: Partial<Record<K, string>>,
  name: K,
  address: string | undefined,
): void => {
  if (address === undefined) delete part[name]
  else part[name] = address
}

/** Slack's page on which the app is made of this manifest. */
export const newAppAddress = (manifest: object): string =>
  `https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(stringify(manifest, { lineWidth: 0 }))}`
