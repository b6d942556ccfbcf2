// Package train makes the model of stories that package assist uses.
//
// It learns from what the titles are called and from stories that were written for it
// (catalogs/stories), by stochastic gradient descent on a softmax, and then finds, on stories
// that were held out, how much of what was learned and of what words tell makes a probability
// one may believe. Everything is counted in a fixed order with a fixed seed and without fused
// arithmetic: the same data give the same bytes on machines of one kind.
package train
