/** What is compared: workloads, contenders, and what a round of one found. */
@NullMarked
package io.skein.compare.model;

import org.jspecify.annotations.NullMarked;
