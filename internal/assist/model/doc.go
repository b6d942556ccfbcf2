// Package model is what the assistant learned from stories: a linear classifier over the signs
// of a text (words, pairs of words, letter groups, what stood last), and the words it knows.
//
// A model is a file, made by package train from the catalogue and the stories in
// catalogs/stories: the same data give the same bytes. The program carries one; without it
// the assistant compares words alone.
package model
