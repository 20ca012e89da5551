package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which links a tree uses. */
final class TreeTest {
  private final Tree tree = new Tree();

  @Test
  void unknownOriginIsFlooded() {
    assertThat(tree.isEager(0) && tree.isEager(31)).isTrue();
  }

  @Test
  void linkThatBringsAgainWhatTheParentBroughtIsPruned() {
    tree.first(1);
    assertThat(tree.again(2)).isEqualTo(2);
    assertThat(tree.isEager(2)).isFalse();
    assertThat(tree.isEager(1)).isTrue();
  }

  @Test
  void parentStaysIfNobodyWasFaster() {
    tree.first(1);
    assertThat(tree.again(1)).isEqualTo(Tree.NONE);
    assertThat(tree.isParent(1)).isTrue();
  }

  @Test
  void fasterLinkTakesThePlaceOfTheParent() {
    tree.first(1);
    tree.first(2);
    assertThat(tree.again(1)).isEqualTo(1);
    assertThat(tree.isParent(2)).isTrue();
  }

  @Test
  void oneLinkGoesOnSendingWhateverComesTwice() {
    tree.first(1);
    tree.first(2);
    assertThat(tree.again(2)).isEqualTo(2);
    assertThat(tree.isParent(1)).isTrue();
    tree.first(1);
    assertThat(tree.again(1)).isEqualTo(Tree.NONE);
  }

  @Test
  void newLinkIsLazyWhileThereIsAParent() {
    tree.first(1);
    tree.opened(3);
    assertThat(tree.isEager(3)).isFalse();
  }

  @Test
  void whoAnnouncedFirstTakesThePlaceOfALostParent() {
    tree.first(1);
    tree.came(7, 1000, 10);
    tree.couldHaveCome(2, 7, 1200, 10);
    tree.couldHaveCome(3, 7, 1100, 10);
    tree.couldHaveCome(4, 7, 1300, 10);
    assertThat(tree.closed(4)).isEqualTo(Tree.NONE);
    assertThat(tree.closed(1)).isEqualTo(3);
  }

  @Test
  void newLinkIsEagerWhileThereIsNone() {
    tree.first(1);
    tree.closed(1);
    tree.opened(3);
    assertThat(tree.isEager(3)).isTrue();
    assertThat(tree.isEager(1)).isFalse();
  }

  @Test
  void whoGraftsIsSentToAndIsNotWhereBatchesComeFrom() {
    tree.first(1);
    tree.pruned(1);
    tree.grafted(1);
    assertThat(tree.isEager(1)).isTrue();
    assertThat(tree.isParent(1)).isFalse();
  }

  @Test
  void pruneIsSaidOnceUntilTheLinkIsGraftedAgain() {
    assertThat(tree.prune(2)).isTrue();
    assertThat(tree.prune(2)).isFalse();
    tree.graft(2);
    assertThat(tree.prune(2)).isTrue();
  }

  @Test
  void linkThatAnnouncesWhatItCouldHaveBroughtEarlierIsFaster() {
    tree.first(1);
    tree.came(7, 1000, 10);
    assertThat(tree.couldHaveCome(2, 7, 980, 10)).isTrue();
    assertThat(tree.couldHaveCome(2, 7, 995, 10)).isFalse();
    assertThat(tree.couldHaveCome(1, 7, 900, 10)).isFalse();
  }

  @Test
  void batchThatComesLongAfterItWasAnnouncedShowsTheFasterLink() {
    tree.first(1);
    assertThat(tree.couldHaveCome(2, 8, 900, 10)).isFalse();
    assertThat(tree.couldHaveCome(3, 8, 950, 10)).isFalse();
    assertThat(tree.came(8, 1000, 10)).isEqualTo(2);
    assertThat(tree.came(9, 1000, 10)).isEqualTo(Tree.NONE);
  }
}
