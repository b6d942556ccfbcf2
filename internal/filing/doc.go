// Package filing leads one paper from its first answer to the court's: draft, check, fee,
// signature, submission, return and correction, withdrawal.
//
// It promises: answers are saved one page at a time and never lost; a submission is taken
// once, whatever is pressed how often; a receipt exists only for what is on disk; what was
// submitted is kept in every version and never judged again by later rules; a return never
// un-files. The legal instant is ReceivedAt: our clock when the request had been read whole.
//
// What a title asks and how its document reads is the catalogue's concern; what the court's
// desk does with a filing is package registry's.
//
//	draft → submitted → accepted
//	draft → discarded
//	submitted → returned → submitted        cured at the remarked answers, first instant kept
//	submitted → transferred → submitted     another authority is competent
//	submitted, returned → withdrawn, rejected
package filing
