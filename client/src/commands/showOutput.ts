import type { Command } from '../app.ts';

export const showOutput: Command = async ({ output }) => output.show();
