describe('unit', () => {});
