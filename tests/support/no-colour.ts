// Tests compare plain text. A CI service (or vitest, on its behalf) may ask for colours, and child processes inherit that.
delete process.env['FORCE_COLOR'];
process.env['NO_COLOR'] = '1';
