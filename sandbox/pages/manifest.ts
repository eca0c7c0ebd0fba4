import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Shortcut, SlashCommand } from './contract.ts'

const FILE = fileURLToPath(new URL('../../manifest.yml', import.meta.url))

type Manifest = {
  features?: {
    slash_commands?: { command: string; description: string; usage_hint?: string }[]
    shortcuts?: { name: string; description: string; callback_id: string; type: 'global' | 'message' }[]
    app_home?: { home_tab_enabled?: boolean }
  }
  oauth_config?: { scopes?: { bot?: string[]; bot_optional?: string[] } }
}

/** What the app's own manifest makes Slack offer: the sandbox installs the app as an admin would. */
export type AppManifest = {
  commands: SlashCommand[]
  shortcuts: Shortcut[]
  hasHome: boolean
  scopes: string[]
}

/** `manifest.yml` of this repository. */
export const readManifest = (): AppManifest => {
  const { features = {}, oauth_config } = parse(readFileSync(FILE, 'utf8')) as Manifest
  return {
    commands: (features.slash_commands ?? []).map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint ?? '',
    })),
    shortcuts: (features.shortcuts ?? []).map(({ callback_id, ...rest }) => ({
      ...rest,
      callbackId: callback_id,
    })),
    hasHome: features.app_home?.home_tab_enabled === true,
    scopes: [...(oauth_config?.scopes?.bot ?? []), ...(oauth_config?.scopes?.bot_optional ?? [])],
  }
}
