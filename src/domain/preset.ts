import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import type { RequestedTerms } from './terms.ts'

/** What somebody asked for, with the terms of the preset that they named. What they said themselves goes before these. */
export const withPreset = (
  asked: RequestedTerms,
  { presets }: Pick<Policy, 'presets'>,
): { ok: true; terms: RequestedTerms } | { ok: false; refusal: Refusal } => {
  const { preset: name } = asked
  if (name === null) return { ok: true, terms: asked }
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (preset === undefined)
    return { ok: false, refusal: { reason: 'unknown-preset', name, known: Object.keys(presets) } }
  // View only and a limit exclude each other, so of these two the typed one goes before both.
  const viewOnly = asked.viewOnly || (asked.limit === null && preset.viewOnly === true)
  return {
    ok: true,
    terms: {
      ...asked,
      end: asked.end ?? preset.end ?? null,
      limit: viewOnly ? asked.limit : (asked.limit ?? preset.limit ?? null),
      enforcement: viewOnly ? asked.enforcement : (asked.enforcement ?? preset.enforcement ?? null),
      viewOnly,
    },
  }
}
