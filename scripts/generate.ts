import { writeGenerated } from './generated.ts';

void writeGenerated().then((count) => console.log(`${count} files are fresh`));
