package model

// nearestDistance is how many letters a word may be off to be suggested.
const nearestDistance = 2

// Nearest returns the word that is most like the given one, at most two edits
// away and not all different; empty where there is none. Of several equally
// near words it is the first.
func Nearest(word string, words []string) string {
	best, nearest := nearestDistance+1, ""
	given := []rune(word)
	for _, candidate := range words {
		d := editDistance(given, []rune(candidate))
		if d < best && d < max(len(given), 1) {
			best, nearest = d, candidate
		}
	}
	return nearest
}

// editDistance counts the letters to add, drop, change or swap with their
// neighbour to turn a into b. It stops counting beyond what Nearest needs.
func editDistance(a, b []rune) int {
	if diff := len(a) - len(b); diff > nearestDistance || -diff > nearestDistance {
		return nearestDistance + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
