import { main } from '../../runtime/main.ts';

// The real server as a process of its own, over a folder in which a test has built the page.
const { port, access } = await main(process.env.ROOT ?? '', process.env);
process.send?.({ port, link: await access.newLink() });
