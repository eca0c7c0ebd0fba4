import { describe, expect, it } from 'vitest'
import { howLinkDiffers, whyNotShareable } from '../../../src/domain/shareable.ts'
import { aFile, aLink, FILE_ID, LINK_ID, NOW, OTHER_LINK_ID } from '../../support/builders.ts'

const links = (count: number, over: Parameters<typeof aLink>[0] = {}) =>
  Array.from({ length: count }, (_, index) => aLink({ id: `link-${index}`, ...over }))

describe('whyNotShareable', () => {
  it.each<[string, Parameters<typeof aFile>[0], ReturnType<typeof links>, string | null]>([
    ['a plain file', {}, [], null],
    ['a room', { roomType: 19 }, [], null],
    ['one slot left', {}, links(5), null],
    ['no slot left', {}, links(6), 'quota-full'],
    ['slots held by links that are over', {}, links(6, { isExpired: true }), 'quota-full'],
    ['the primary link takes no slot', {}, [...links(5), aLink({ primary: true })], null],
    ['a data room', { roomType: 29 }, [], 'data-room'],
    ['a form in a form room', { isForm: true, roomType: 15 }, [], 'form-room'],
    ['a form elsewhere', { isForm: true }, [], null],
    ['no form in a form room', { roomType: 15 }, [], null],
    ['no right', { canShare: false }, [], 'not-shareable'],
    ['no reading by link', { externalRights: ['Editing'] }, [], 'not-shareable'],
    ['no rights named', { externalRights: [] }, [], 'not-shareable'],
    ['no slots at all', { linkQuota: 0 }, [], 'not-shareable'],
  ])('%s', (_, file, existing, reason) => {
    expect(whyNotShareable(aFile(file), existing)?.reason ?? null).toBe(reason)
  })

  it('names the file and the quota', () => {
    expect(whyNotShareable(aFile({ linkQuota: 2 }), links(3))).toEqual({
      reason: 'quota-full',
      title: 'Q3 report.docx',
      quota: 2,
    })
  })
})

describe('howLinkDiffers', () => {
  const asked = {
    fileId: FILE_ID,
    linkId: LINK_ID,
    title: 't',
    expiresAt: NOW,
    denyDownload: false,
    password: null,
  }
  it.each<[string, Parameters<typeof aLink>[0], string | null]>([
    ['as asked', {}, null],
    ['the end within the second', { expiresAt: NOW - 999 }, null],
    ['another end', { expiresAt: NOW + 1_000 }, 'end'],
    ['no end', { expiresAt: null }, 'end'],
    ['another id', { id: OTHER_LINK_ID }, 'id'],
    ['internal', { internal: true }, 'internal'],
    ['writing', { access: 1 }, 'access'],
    ['nothing', { access: 0 }, 'access'],
    ['primary', { primary: true }, 'primary'],
    ['view only', { denyDownload: true }, 'denyDownload'],
    ['a password nobody asked for', { hasPassword: true }, 'password'],
  ])('%s', (_, got, differs) => {
    expect(howLinkDiffers(asked, aLink({ expiresAt: NOW, ...got }))).toBe(differs)
  })

  it('misses a password and a view-only that were asked for', () => {
    const got = aLink({ expiresAt: NOW })
    expect(howLinkDiffers({ ...asked, password: 'x' }, got)).toBe('password')
    expect(howLinkDiffers({ ...asked, denyDownload: true }, got)).toBe('denyDownload')
  })
})
