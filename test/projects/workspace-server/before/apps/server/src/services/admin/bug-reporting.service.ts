console.error('bug 1');
console.error('bug 2');
console.error('bug 3');
console.error('bug 4');
console.error('bug 5');
console.error('bug 6');
