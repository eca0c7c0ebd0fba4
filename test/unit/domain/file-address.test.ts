import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFileId } from '../../../src/domain/file-address.ts'

const ORIGIN = 'https://acme.onlyoffice.com'
const problemOf = (text: string, origin = ORIGIN): string | null => {
  const read = readFileId(text, origin)
  return read === null || read.ok ? null : read.problem
}

describe('a file id', () => {
  it.each([
    ['4821', '4821'],
    ['0004821', '4821'],
    ['0', '0'],
    ['sbox-12-abc', 'sbox-12-abc'],
    ['gdrive-5-1aB_cD', 'gdrive-5-1aB_cD'],
    ['dropbox-7-|Folder|a.docx', 'dropbox-7-|Folder|a.docx'],
    ['onedrive-3-Übersicht', 'onedrive-3-Übersicht'],
  ])('is read from %j', (text, fileId) => {
    expect(readFileId(text, ORIGIN)).toEqual({ ok: true, fileId })
  })

  it.each([
    '',
    'abc',
    'sbox-12',
    'sbox-12-',
    'sbox--abc',
    '12-34-56',
    '4821x',
    '-4821',
    '4,821',
    '#4821',
    'sbox-12-a/../b',
    'sbox-12-a b',
    'sbox-12-a?b',
    '../4821',
    'acme',
    'acme.onlyoffice.com',
    'acme.onlyoffice.com@evil.com/?fileid=1',
  ])('is not seen in %j', (text) => {
    expect(readFileId(text, ORIGIN)).toBeNull()
  })

  it('is refused when no file can have it', () => {
    expect(problemOf('1'.repeat(20))).toBe('no-such-id')
    expect(problemOf(`sbox-12-${'a'.repeat(1_000)}`)).toBe('no-such-id')
  })
})

describe('a portal address', () => {
  it.each([
    ['https://acme.onlyoffice.com/doceditor?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileId=4821', '4821'],
    ['http://acme.onlyoffice.com/doceditor?fileId=4821', '4821'],
    ['HTTPS://ACME.OnlyOffice.com/doceditor?FILEID=4821', '4821'],
    ['https://acme.onlyoffice.com:443/doceditor?fileid=4821', '4821'],
    ['acme.onlyoffice.com/doceditor?fileid=4821', '4821'],
    ['ACME.onlyoffice.com/doceditor?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/doceditor?action=view&fileid=4821&share=KEY', '4821'],
    ['https://acme.onlyoffice.com/doceditor?action=view&amp;fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/filehandler.ashx?action=download&fileid=4821&share=KEY', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=0004821', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=sbox-12-%7Ca%20b', 'sbox-12-|a b'],
    ['https://acme.onlyoffice.com/doceditor?fileid=any.Other_shape', 'any.Other_shape'],
    [
      'https://acme.onlyoffice.com/filehandler.ashx?action=download&share=KEY&fileid=sbox-12-a%26b',
      'sbox-12-a&b',
    ],
    ['https://acme.onlyoffice.com/?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/app#/files?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/#edit?a=b&fileId=4821', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=4821#?fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=4821&fileId=04821', '4821'],
    ['https://acme.onlyoffice.com/rooms/shared/filter?folder=7&fileid=4821', '4821'],
    ['https://acme.onlyoffice.com/share/preview/4821?share=KEY', '4821'],
    ['https://acme.onlyoffice.com/share/preview/sbox-12-%7Ca/', 'sbox-12-|a'],
    ['https://acme.onlyoffice.com/media/view/4821', '4821'],
    ['https://acme.onlyoffice.com/media/view/50%', '50%'],
    ['https://evil.com\\@acme.onlyoffice.com/doceditor?fileid=1', null],
    ['https:\\\\acme.onlyoffice.com\\doceditor?fileid=4821', '4821'],
  ])('%s leads to %j', (address, fileId) => {
    const read = readFileId(address, ORIGIN)
    if (fileId === null) expect(read).toMatchObject({ ok: false })
    else expect(read).toEqual({ ok: true, fileId })
  })

  it.each([
    'https://evil.com/doceditor?fileid=4821',
    'https://acme.onlyoffice.com.evil.com/doceditor?fileid=4821',
    'https://acme.onlyoffice.com@evil.com/doceditor?fileid=4821',
    'https://evil.com@acme.onlyoffice.com/doceditor?fileid=4821',
    'https://a:b@acme.onlyoffice.com/doceditor?fileid=4821',
    'https://acme.onlyoffice.com./doceditor?fileid=4821',
    'https://acme.onlyoffice.com:8443/doceditor?fileid=4821',
    'http://acme.onlyoffice.com:443/doceditor?fileid=4821',
    'https://other.onlyoffice.com/doceditor?fileid=4821',
    'https://аcme.onlyoffice.com/doceditor?fileid=4821',
    'ftp://acme.onlyoffice.com/doceditor?fileid=4821',
    'file:///doceditor?fileid=4821',
    'mailto:a@acme.onlyoffice.com?fileid=4821',
    'javascript:alert(1)//acme.onlyoffice.com/?fileid=1',
    'slack://acme.onlyoffice.com/?fileid=1',
  ])('%s is of another host', (address) => {
    expect(problemOf(address)).toBe('other-host')
  })

  it('is held against the port too', () => {
    const origin = 'http://127.0.0.1:8092'
    expect(readFileId('http://127.0.0.1:8092/doceditor?fileid=4821', origin)).toEqual({
      ok: true,
      fileId: '4821',
    })
    expect(readFileId('127.0.0.1:8092/doceditor?fileid=4821', origin)).toEqual({ ok: true, fileId: '4821' })
    expect(problemOf('http://127.0.0.1:8093/doceditor?fileid=4821', origin)).toBe('other-host')
    expect(problemOf('http://127.0.0.1/doceditor?fileid=4821', origin)).toBe('other-host')
  })

  it.each([
    ['https://acme.onlyoffice.com/doceditor?fileid=1&fileId=2', 'many-files'],
    ['https://acme.onlyoffice.com/doceditor?fileid=1#?fileid=2', 'many-files'],
    ['https://acme.onlyoffice.com/media/view/1?fileid=2', 'many-files'],
    ['https://acme.onlyoffice.com/s/xW9K_fnb8vh3GHq', 'short-link'],
    ['https://acme.onlyoffice.com/rooms/shared/filter?folder=12', 'room-or-folder'],
    ['https://acme.onlyoffice.com/rooms/share?key=KEY', 'room-or-folder'],
    ['https://acme.onlyoffice.com/products/files/?folder=12', 'room-or-folder'],
    ['https://acme.onlyoffice.com/', 'no-file'],
    ['https://acme.onlyoffice.com/doceditor?fileid=', 'no-file'],
    ['https://acme.onlyoffice.com/doceditor#fileid=4821', 'no-file'],
    ['https://acme.onlyoffice.com/doceditor?fileid=..', 'no-such-id'],
    ['https://acme.onlyoffice.com/doceditor?fileid=%2e', 'no-such-id'],
    ['https://acme.onlyoffice.com/doceditor?fileid=../../people/@self', 'no-such-id'],
    ['https://acme.onlyoffice.com/doceditor?fileid=..%5Cpeople', 'no-such-id'],
    ['https://acme.onlyoffice.com/doceditor?fileid=a%00b', 'no-such-id'],
    ['https://acme.onlyoffice.com/doceditor?fileid=a%0Ab', 'no-such-id'],
    ['https://', 'unreadable'],
    ['https://acme.onlyoffice.com:99999/?fileid=1', 'unreadable'],
  ])('%s is refused: %s', (address, problem) => {
    expect(problemOf(address)).toBe(problem)
  })
})

describe('any text', () => {
  it('is read without an error', () => {
    const text = fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true }))
    fc.assert(
      fc.property(text, (typed) => {
        expect(() => readFileId(typed, ORIGIN)).not.toThrow()
      }),
    )
  })
})
