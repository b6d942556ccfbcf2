// Package rollout decides who may file which title, where and from which day, over what the
// catalogue's own waves say.
//
// A change is proposed by one publisher and released by another, never by the same person;
// it is taken back the same way. Every proposal stays with its reason: the state of a day is
// what the released ones come to, in the order of their release. An instance in earnest
// opens nothing whose version no named lawyer has reviewed. A draft that was begun while
// its title was open is never lost: it may still be filed, or it waits.
//
// Which titles there are is package catalog's concern; who a publisher is, identity's.
package rollout
