import { describe, expect, it, vi } from 'vitest'
import { normaliseUrl } from '../../helpers/url/normalise-url.ts'
import { readUrl } from './support/read-url.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('normaliseUrl puts right', () => {
  it.each([
    ['surrounding blanks', ' \t https://h.example \r\n', 'https://h.example'],
    ['double quotes', '"https://h.example"', 'https://h.example'],
    ['nested quotes with blanks between', `"' https://h.example '"`, 'https://h.example'],
    ['typographic quotes', '“https://h.example”', 'https://h.example'],
    ['a missing scheme', 'api.example.com', 'https://api.example.com'],
    ['a missing scheme before a base path', 'api.example.com/v1/', 'https://api.example.com/v1'],
    ['a missing scheme on a loopback host', 'localhost:8000', 'http://localhost:8000'],
    ['a missing scheme on a loopback address', '127.0.0.1', 'http://127.0.0.1'],
    ['a missing scheme on IPv6 loopback', '[::1]:3000', 'http://[::1]:3000'],
    ['a host and port that look like a scheme', 'backend:8443/api', 'https://backend:8443/api'],
    ['a scheme-relative URL', '//h.example/x', 'https://h.example/x'],
    ['upper case', 'HTTPS://API.Example.COM/Keep/Case', 'https://api.example.com/Keep/Case'],
    ['trailing slashes', 'https://h.example/base///', 'https://h.example/base'],
    ['a lone slash', 'https://h.example/', 'https://h.example'],
    ['the default port of https', 'https://h.example:443/x', 'https://h.example/x'],
    ['the default port of http', 'http://h.example:80', 'http://h.example'],
    ['a port of another scheme, kept', 'http://h.example:443', 'http://h.example:443'],
    ['leading zeros in a port', 'https://h.example:08443', 'https://h.example:8443'],
    ['wss where https is meant', 'wss://h.example/ws', 'https://h.example/ws'],
    ['ws where http is meant, with its default port', 'ws://h.example:80', 'http://h.example'],
    ['an international name', 'https://Bücher.example', 'https://xn--bcher-kva.example'],
    ['long IPv6', 'https://[2001:DB8:0:0:0:0:0:1]:8443', 'https://[2001:db8::1]:8443'],
    ['dot segments in the base path', 'https://h.example/a/../b/.', 'https://h.example/b'],
    ['the trailing dot of a host', 'https://h.example./', 'https://h.example'],
  ])('%s', (_, raw, url) => {
    expect(readUrl(raw)).toBe(url)
  })

  it.each([
    ['https', 'https://h.example/base', 'wss://h.example/base'],
    ['http', 'http://localhost:8000', 'ws://localhost:8000'],
    ['a missing scheme', 'h.example', 'wss://h.example'],
    ['a missing scheme on loopback', 'localhost:8000', 'ws://localhost:8000'],
    ['the default port', 'https://h.example:443', 'wss://h.example'],
  ])('%s where a WebSocket is meant', (_, raw, url) => {
    expect(readUrl(raw, 'websocket')).toBe(url)
  })

  it('says each change in words', () => {
    expect(normaliseUrl(' "WSS://H.example:443/x/"', 'http')).toMatchObject({
      changes: [
        'surrounding blanks removed',
        'surrounding quotes removed',
        'scheme wss → https',
        'host in lower case',
        'default port removed',
        'trailing slash removed',
      ],
    })
    expect(normaliseUrl('https://h.example/x', 'http')).toMatchObject({ changes: [] })
  })
})

describe('normaliseUrl refuses', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['blanks alone', ' \n ', 'empty'],
    ['quotes around nothing', `"''"`, 'empty'],
    ['a quote on one side', '"https://h.example', 'syntax'],
    ['mismatched quotes', `"https://h.example'`, 'syntax'],
    ['another scheme', 'ftp://h.example', 'scheme'],
    ['a scheme that runs code', 'javascript:alert(1)', 'scheme'],
    ['a file', 'file:///etc/passwd', 'scheme'],
    ['a single slash after the scheme', 'https:/h.example', 'syntax'],
    ['user name and password', 'https://user:pw@h.example', 'userinfo'],
    ['user name and password without scheme', 'user:pw@h.example', 'userinfo'],
    ['a password with a slash', 'https://user:p/w@h.example', 'userinfo'],
    ['a password with a question mark', 'https://user:p?w@h.example', 'userinfo'],
    ['a query', 'https://h.example/?a=1', 'query'],
    ['an empty query', 'https://h.example?', 'query'],
    ['a fragment', 'https://h.example/#a', 'fragment'],
    ['a line break inside', 'https://h.exa\nmple', 'control'],
    ['an escape sequence', 'https://h.example/\u001b[31m', 'control'],
    ['a zero-width space', 'https://h\u200b.example', 'control'],
    ['a text direction override', 'https://h.example/\u202egpj', 'control'],
    ['a blank inside', 'https://h.example /x', 'syntax'],
    ['a no-break space inside', 'https://h\u00a0.example', 'syntax'],
    ['backslashes', 'https:\\\\h.example', 'syntax'],
    ['no host', 'https://', 'host'],
    ['no host before a path', 'https:///x', 'host'],
    ['no host before a port', 'https://:8080', 'host'],
    ['an empty label', 'https://h..example', 'host'],
    ['a wildcard', 'https://*.example.com', 'host'],
    ['a percent sign in the host', 'https://h%2eexample', 'host'],
    ['a number', '8080', 'host'],
    ['a short IPv4 form', 'http://127.1', 'host'],
    ['a hexadecimal IPv4 form', 'http://0x7f.0.0.1', 'host'],
    ['IPv4 out of range', 'http://1.2.3.400', 'host'],
    ['IPv6 without brackets', '2001:db8::1', 'host'],
    ['a broken bracket', 'http://[::1', 'host'],
    ['a label longer than DNS allows', `https://${'a'.repeat(64)}.example`, 'host'],
    ['port 0', 'https://h.example:0', 'port'],
    ['a port out of range', 'https://h.example:65536', 'port'],
    ['a port that is a word', 'api.example.com:http', 'port'],
    ['an empty port, as an unset variable leaves', 'https://h.example:/x', 'port'],
    ['a text of endless length', `https://h.example/${'a'.repeat(3000)}`, 'syntax'],
  ])('%s', (_, raw, problem) => {
    expect(readUrl(raw)).toBe(`refused: ${problem}`)
  })
})
