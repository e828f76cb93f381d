import { describe, expect, it } from 'vitest';
import { withheld } from '../../../src/sources/http/withheld.ts';

describe('what is printed of a source that is', () => {
  it.each([
    ['https://a:b@x.example/?k=v&d={sha256}', 'https://x.example/?k=…&d={sha256}'],
    ['https://x.example/{sha256}', 'https://x.example/{sha256}'],
    ['https://[::1]:8443/{SHA256}.der', 'https://[::1]:8443/{SHA256}.der'],
    ['https://token@x.example/{sha256}', 'https://x.example/{sha256}'],
    ['https://x.example/{sha256}#secret', 'https://x.example/{sha256}#…'],
    ['https://x.example/{sha256}?secret', 'https://x.example/{sha256}?…'],
    ['https://x.example/?a{b={sha256}.x&k=a{b&=v', 'https://x.example/?a{b={sha256}…&k=…&=…'],
    ['http://user:12/secret@x.example/{sha256}', 'http://…@x.example/{sha256}'],
    ['postgres://u:p/ss@h/db', 'postgres://u@h/db'],
    ['postgres://u:p#ss@h/db', 'postgres://…'],
    ['postgres://u:p?ss@h/db', 'postgres://…'],
    ['postgres://u:secret', 'postgres://…'],
    ['postgres://u@[::1]:5432/db', 'postgres://u@[::1]:5432/db'],
    ['postgres://secret/key@h/db', 'postgres://…@h/db'],
    ['postgres:user:secret@host/db', 'postgres:host/db'],
    [' postgres://user:secret@host/db', ' postgres://user@host/db'],
    ['ftp://user:secret@h/x', 'ftp://h/x'],
    ['htp://a:b@c@x.example/y@z?=v', 'htp://…@z?=…'],
    ['postgress://user:secret@h/db', 'postgress://h/db'],
    ['https:/user:secret@h/{sha256}', 'https:/h/{sha256}'],
    ['crt.sh@user:secret@host', 'crt.sh@host'],
    ['crt.sh@https://user:secret@host/?key=v', 'crt.sh@https://host/?key=…'],
    ['user:secret@host', 'host'],
    ['crt.sh:sql', 'crt.sh:sql'],
    ['crt.sh', 'crt.sh'],
  ])('%s', (text, shown) => {
    expect(withheld(text)).toBe(shown);
  });
});
