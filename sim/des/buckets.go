package des

import "math/bits"

const (
	digitBits  = 6 // base 64: one word tells which digits of a level are in use
	digits     = 1 << digitBits
	keyBits    = 63 // MaxTime needs 60, the class 3
	levels     = (keyBits + digitBits - 1) / digitBits
	blockItems = 16
	noBlock    = -1
)

// block is a fixed-size piece of a bucket. Blocks come from one pool and go back to it, so memory
// follows the number of pending items and not the sum of what each bucket once held.
type block [blockItems]item

// bucket is a list of blocks, all full but the last.
type bucket struct {
	items int32
	first int32
	last  int32
}

// buckets is the part of a radix heap behind the calendar's front. Bucket (level, digit) holds the
// keys that agree with the reference above the level and have the digit at it; the earliest items
// are in the lowest bucket of the lowest level in use. Two equal keys are always in one bucket,
// and every move keeps their order.
type buckets struct {
	reference uint64
	items     int
	levelsUse uint32         // bit per level with items
	digitsUse [levels]uint64 // bit per digit with items
	table     [levels][digits]bucket
	blocks    []block
	next      []int32 // successor of a block in its bucket or in the free list
	free      int32   // head of the free list
}

// insert adds an item at the end of its bucket. Its key must not be below the reference.
func (b *buckets) insert(key, word uint64) {
	level := 0
	if diff := key ^ b.reference; diff >= digits {
		level = (bits.Len64(diff) - 1) / digitBits
	}
	digit := key >> (level * digitBits) % digits
	k := &b.table[level][digit]
	at := k.items % blockItems
	if at == 0 {
		b.extend(k)
		b.levelsUse |= 1 << level
		b.digitsUse[level] |= 1 << digit
	}
	b.blocks[k.last][at] = item{key, word}
	k.items++
	b.items++
}

// extend hangs a fresh block to the end of a bucket.
func (b *buckets) extend(k *bucket) {
	fresh := b.free
	if fresh != noBlock {
		b.free = b.next[fresh]
	} else {
		fresh = int32(len(b.blocks))
		b.blocks = append(b.blocks, block{})
		b.next = append(b.next, noBlock)
	}
	if k.items == 0 {
		k.first = fresh
	} else {
		b.next[k.last] = fresh
	}
	k.last = fresh
}

// lowest returns the bucket with the earliest items; there must be one.
func (b *buckets) lowest() (level, digit int) {
	level = bits.TrailingZeros32(b.levelsUse)
	return level, bits.TrailingZeros64(b.digitsUse[level])
}

// span returns the keys a bucket in use can hold: low <= key < high.
func (b *buckets) span(level, digit int) (low, high uint64) {
	k := &b.table[level][digit]
	shift := level * digitBits
	low = b.blocks[k.first][0].key >> shift << shift
	return low, low + 1<<shift
}

// count returns the number of items in a bucket.
func (b *buckets) count(level, digit int) int { return int(b.table[level][digit].items) }

// detach takes a bucket out of the table and returns it. Its blocks are the caller's to release.
func (b *buckets) detach(level, digit int) bucket {
	k := b.table[level][digit]
	b.table[level][digit].items = 0
	b.digitsUse[level] &^= 1 << digit
	if b.digitsUse[level] == 0 {
		b.levelsUse &^= 1 << level
	}
	b.items -= int(k.items)
	return k
}

// release puts a block back into the pool and returns its successor.
func (b *buckets) release(n int32) int32 {
	successor := b.next[n]
	b.next[n] = b.free
	b.free = n
	return successor
}

// take moves the items of a bucket to dst, on level 0 those of its first block.
func (b *buckets) take(level, digit int, dst []item) []item {
	if k := &b.table[level][digit]; level == 0 && k.items > blockItems {
		dst = append(dst, b.blocks[k.first][:]...)
		k.first = b.release(k.first)
		k.items -= blockItems
		b.items -= blockItems
		return dst
	}
	k := b.detach(level, digit)
	for at := k.first; k.items > 0; at = b.release(at) {
		n := min(k.items, blockItems)
		dst = append(dst, b.blocks[at][:n]...)
		k.items -= n
	}
	return dst
}

// deal distributes the lowest bucket, above level 0, over the levels below it. The reference moves
// to the beginning of the bucket's span, which is a multiple of 64 and hence class 0 of an instant.
func (b *buckets) deal(level, digit int) {
	b.reference, _ = b.span(level, digit)
	k := b.detach(level, digit)
	for at := k.first; k.items > 0; at = b.release(at) {
		n := min(k.items, blockItems)
		for i := range n {
			it := b.blocks[at][i]
			b.insert(it.key, it.word)
		}
		k.items -= n
	}
}

// drop removes the dead items, keeping the order of the others.
func (b *buckets) drop(dead *keyed) {
	for level := range levels {
		for use := b.digitsUse[level]; use != 0; use &= use - 1 {
			k := b.detach(level, bits.TrailingZeros64(use))
			for at := k.first; k.items > 0; at = b.release(at) {
				n := min(k.items, blockItems)
				for _, it := range dead.drop(b.blocks[at][:n]) {
					b.insert(it.key, it.word)
				}
				k.items -= n
			}
		}
	}
}

// clear drops all items. Memory is kept, and handed out again in the order of a new pool.
func (b *buckets) clear() {
	for level := range levels {
		for use := b.digitsUse[level]; use != 0; use &= use - 1 {
			b.table[level][bits.TrailingZeros64(use)].items = 0
		}
		b.digitsUse[level] = 0
	}
	b.levelsUse, b.items, b.reference = 0, 0, 0
	b.free = noBlock
	for n := len(b.next) - 1; n >= 0; n-- {
		b.next[n] = b.free
		b.free = int32(n)
	}
}
