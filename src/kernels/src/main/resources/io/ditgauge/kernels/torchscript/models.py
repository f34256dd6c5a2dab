  def frequencies(self: __torch__.Kernels, t: Tensor, half: int, decay: float) -> Tensor:
    return torch.exp(torch.mul(torch.arange(half, dtype=6, device=ops.prim.device(t)), decay))
  def sinusoid(self: __torch__.Kernels, s: Tensor, features: int, half: int, decay: float) -> Tensor:
    angles = torch.mul(torch.unsqueeze((self).frequencies(s, half, decay), 1), torch.to(s, 6))
    sines = torch.slice(torch.sin(angles), 0, 0, torch.sub(features, half))
    return torch.to(torch.cat([torch.cos(angles), sines], 0), ops.prim.dtype(s))
  def timestep(self: __torch__.Kernels, t: Tensor, embedder: List[Tensor], half: int, decay: float, packed: bool) -> Tensor:
    angles = torch.mul(torch.unsqueeze(torch.to(t, 6), 1), (self).frequencies(t, half, decay))
    features = torch.to(torch.cat([torch.cos(angles), torch.sin(angles)], 1), ops.prim.dtype(t))
    e = torch.silu((self).linear(features, embedder[0], embedder[1], packed))
    return (self).linear(e, embedder[2], embedder[3], packed)
  def lookup(self: __torch__.Kernels, table: Tensor, entries: Tensor) -> Tensor:
    return torch.index_select(table, 0, entries)
  def condition(self: __torch__.Kernels, t: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], packed: bool) -> Tensor:
    rows = (self).lookup(table, torch.tensor(labels, dtype=4, device=ops.prim.device(table)))
    return torch.add((self).timestep(t, embedder, 128, -0.0719557841560639, packed), rows)
  def layer(self: __torch__.Kernels, x: Tensor, c: Tensor, blocks: List[Tensor], i: int, run: int, H: int, packed: bool) -> Tensor:
    k = torch.mul(i, 10)
    return (self).block_in_runs(x, c, blocks[k], blocks[torch.add(k, 1)], blocks[torch.add(k, 2)], blocks[torch.add(k, 3)], blocks[torch.add(k, 4)], blocks[torch.add(k, 5)], blocks[torch.add(k, 6)], blocks[torch.add(k, 7)], blocks[torch.add(k, 8)], blocks[torch.add(k, 9)], run, H, packed)
  def prediction(self: __torch__.Kernels, x: Tensor, c: Tensor, last: List[Tensor], grid: List[int], patch: List[int], packed: bool) -> Tensor:
    return (self).unpatchify((self).final_layer(x, c, last[0], last[1], last[2], last[3], packed), grid, patch)
  def dit_forward(self: __torch__.Kernels, x: Tensor, t: Tensor, w: Tensor, b: Tensor, positions: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], blocks: List[Tensor], last: List[Tensor], stride: List[int], grid: List[int], patch: List[int], H: int, packed: bool) -> Tensor:
    c = (self).condition(t, embedder, table, labels, packed)
    y = torch.contiguous(torch.add((self).patch_embed(x, w, b, stride), positions))
    for i in range(torch.floordiv(torch.len(blocks), 10)):
      y = (self).layer(y, c, blocks, i, torch.size(y, 1), H, packed)
    return (self).prediction(y, c, last, grid, patch, packed)
  def dit_step(self: __torch__.Kernels, x: Tensor, t: Tensor, w: Tensor, b: Tensor, positions: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], blocks: List[Tensor], last: List[Tensor], stride: List[int], grid: List[int], patch: List[int], H: int, packed: bool, guidance: float, kept: float, changed: float) -> Tensor:
    y = (self).dit_forward(torch.cat([x, x], 0), torch.cat([t, t], 0), w, b, positions, embedder, table, labels, blocks, last, stride, grid, patch, H, packed)
    noise, covariance = torch.chunk(y, 2, 1)
    given, blank = torch.chunk(noise, 2, 0)
    guided = torch.reshape(torch.lerp(blank, given, guidance), torch.size(x))
    return torch.add(torch.mul(x, kept), guided, alpha=changed)
  def turned(self: __torch__.Kernels, x: Tensor, inner: int) -> Tensor:
    B = torch.size(x, 0)
    D = torch.size(x, 2)
    return torch.reshape(torch.transpose(torch.reshape(x, [B, -1, inner, D]), 1, 2), torch.size(x))
  def factorised_forward(self: __torch__.Kernels, x: Tensor, t: Tensor, w: Tensor, b: Tensor, places: Tensor, times: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], blocks: List[Tensor], last: List[Tensor], stride: List[int], grid: List[int], patch: List[int], H: int, packed: bool) -> Tensor:
    c = (self).condition(t, embedder, table, labels, packed)
    B = torch.size(x, 0)
    D = torch.size(places, 1)
    N = torch.size(places, 0)
    T = torch.size(times, 0)
    e = torch.reshape((self).patch_embed(x, w, b, stride), [B, T, N, D])
    y = torch.contiguous(torch.reshape(torch.add(e, places), [B, -1, D]))
    for i in range(torch.floordiv(torch.len(blocks), 20)):
      k = torch.mul(i, 2)
      turned = (self).turned((self).layer(y, c, blocks, k, N, H, packed), N)
      if torch.eq(i, 0):
        timed = torch.reshape(torch.add(torch.reshape(turned, [B, N, T, D]), times), [B, -1, D])
      else:
        timed = turned
      y = (self).turned((self).layer(timed, c, blocks, torch.add(k, 1), T, H, packed), T)
    return (self).prediction(y, c, last, grid, patch, packed)
